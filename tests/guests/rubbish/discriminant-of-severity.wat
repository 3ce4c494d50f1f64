;; Tries: return a case that there is not (severity).
;; Ends: trapped when the host takes it, after `next`.

(data $file (i32.const 0x800) (i32 0 1 1 5 0x1060 7 0))
