;; Tries: find what an earlier run left in its memory.
;; Ends: nothing stops it, and two runs return the same. Memory begins as zeros, every
;; time.

(func $start (param i32) (result i32)
  (local $at i32)
  (loop $again
    (if (i32.load8_u offset=0x10000 (local.get $at)) (then (unreachable)))
    (local.set $at (i32.add (local.get $at) (i32.const 61)))
    (br_if $again (i32.lt_u (local.get $at) (i32.const 60000))))
  (memory.fill (i32.const 0x10000) (i32.const 7) (i32.const 60000))
  (i32.const 0x980))
