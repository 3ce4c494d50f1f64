;; Tries: return a diagnostic about a process with a name of two megabytes.
;; Ends: by the limit of bytes in one message, after `next`.

(data $file (i32.const 0x800) (i32 0 1 1 0 0x1060 7 1 0x200000 0x200000))
