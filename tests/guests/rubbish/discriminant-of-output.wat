;; Tries: return a case that there is not (output).
;; Ends: trapped when the host takes it, after `next`.

(data $file (i32.const 0x800) (i32 0 1 9 0x1050 4 0x1060 7 0))
