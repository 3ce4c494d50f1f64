;; Tries: return a case that there is not (option).
;; Ends: trapped when the host takes it, after `next`.

(data $file (i32.const 0x800) (i32 0 7 0 0x1050 4 0x1060 7 0))
