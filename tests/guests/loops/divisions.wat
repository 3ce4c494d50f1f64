;; Tries: loop without end over the slowest of instructions.
;; Ends: fuel runs out, in `start`.

(func $start (param i32) (result i32)
  (local $number i64)
  (local.set $number (i64.const 0x7fffffffffffffff))
  (loop $again
    (local.set $number (i64.add (i64.div_u (local.get $number) (i64.const 3)) (i64.const -9)))
    (br $again))
  (unreachable))
