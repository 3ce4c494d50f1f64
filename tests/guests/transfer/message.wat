;; Tries: return a diagnostic whose message is half of its memory.
;; Ends: by the limit of bytes in one message, after `next`.

(data $file (i32.const 0x800) (i32 0 1 1 0 0x200000 0x200000 0))
