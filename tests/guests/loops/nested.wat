;; Tries: loop so many times in loops that it is as good as without end.
;; Ends: fuel runs out, in `start`.

(func $start (param i32) (result i32)
  (local $outer i64) (local $inner i64)
  (loop $more
    (local.set $inner (i64.const 0))
    (loop $again
      (local.set $inner (i64.add (local.get $inner) (i64.const 1)))
      (br_if $again (i64.lt_u (local.get $inner) (i64.const 4294967296))))
    (local.set $outer (i64.add (local.get $outer) (i64.const 1)))
    (br_if $more (i64.lt_u (local.get $outer) (i64.const 4294967296))))
  (i32.const 0x980))
