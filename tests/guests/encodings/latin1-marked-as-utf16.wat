;; Tries: give half of a pair as a path that is marked as UTF-16.
;; Ends: trapped when the host takes it, after `next`.

(data $file (i32.const 0x800) (i32 0 1 0 0x1050 0x80000002 0x1060 7 0))
(data $path (i32.const 0x1050) "f\00\00\d8")

;; Encoding: Latin-1
