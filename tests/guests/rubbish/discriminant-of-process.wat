;; Tries: return a case that there is not (process).
;; Ends: trapped when the host takes it, after `next`.

(data $file (i32.const 0x800) (i32 0 1 1 0 0x1060 7 255 0 0))
