;; Tries: give text that is not UTF-8, as a path.
;; Ends: trapped when the host takes it, after `next`.

(data $path (i32.const 0x1050) "\ed\a0\80x")
