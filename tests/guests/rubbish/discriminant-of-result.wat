;; Tries: return a case that there is not (result).
;; Ends: trapped when the host takes it, after `next`.

(data $file (i32.const 0x800) (i32 2 1 0 0x1050 4 0x1060 7 0))
