;; Tries: return empty files without end, each with a name of its own.
;; Ends: by the limit of files, in `next`.

(func $next (result i32)
  (call $count)
  (i32.const 0x800))
(data $path (i32.const 0x1050) "00000000")
(data $file (i32.const 0x800) (i32 0 1 0 0x1050 8 0x1060 0 0))
;; Counts in the path, in decimal digits.
(func $count
  (local $at i32)
  (local.set $at (i32.const 0x1057))
  (loop $carry
    (i32.store8 (local.get $at) (i32.add (i32.load8_u (local.get $at)) (i32.const 1)))
    (if (i32.gt_u (i32.load8_u (local.get $at)) (i32.const 57))
      (then
        (i32.store8 (local.get $at) (i32.const 48))
        (local.set $at (i32.sub (local.get $at) (i32.const 1)))
        (br $carry)))))
