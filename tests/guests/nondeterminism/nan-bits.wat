;; Tries: tell machines apart by the bits of what is not a number.
;; Ends: nothing stops it, and two runs return the same. The engine makes all such bits
;; the same.

(func $start (param i32) (result i32)
  (f64.store (i32.const 0x1060) (f64.div (f64.const -0) (f64.const 0)))
  (f32.store (i32.const 0x1063) (f32.sqrt (f32.const -1)))
  (i32.const 0x980))
