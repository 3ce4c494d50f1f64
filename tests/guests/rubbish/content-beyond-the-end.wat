;; Tries: return a file whose content ends outside of its memory.
;; Ends: trapped when the host takes it, after `next`.

(data $file (i32.const 0x800) (i32 0 1 0 0x1050 4 0x300000 0x200000 0))
