;; Tries: say what nobody could read: a message of seventy thousand characters.
;; Ends: by the limit of bytes in one message, after `next`.

(data $file (i32.const 0x800) (i32 0 1 1 0 0x10000 70000 0))
