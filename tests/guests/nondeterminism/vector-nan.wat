;; Tries: tell machines apart by the lanes of a vector that are not numbers.
;; Ends: nothing stops it, and two runs return the same.

(func $start (param i32) (result i32)
  (local $sum v128)
  (local.set $sum (f32x4.div (v128.const f32x4 0 -0 1 -1) (v128.const f32x4 0 0 0 0)))
  (i64.store (i32.const 0x1060) (i64x2.extract_lane 0 (local.get $sum)))
  (i32.const 0x980))
