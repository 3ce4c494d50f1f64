;; Tries: stay below what one call may take, and be called without end: a little work
;; for each of its files, which never end.
;; Ends: fuel runs out, since all calls of an export share it, in `next`.

(func $next (result i32)
  (local $work i32)
  (call $count)
  (loop $again
    (local.set $work (i32.add (local.get $work) (i32.const 1)))
    (br_if $again (i32.lt_u (local.get $work) (i32.const 1000000))))
  (i32.const 0x800))
(data $path (i32.const 0x1050) "00000000")
(data $file (i32.const 0x800) (i32 0 1 0 0x1050 8 0x1060 7 0))
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
