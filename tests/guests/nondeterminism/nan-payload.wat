;; Tries: carry a payload through arithmetic on what is not a number.
;; Ends: nothing stops it, and two runs return the same.

(func $start (param i32) (result i32)
  (i64.store (i32.const 0x1060)
    (i64.shl
      (i64.reinterpret_f64 (f64.add (f64.const nan:0x4000000001234) (f64.const -nan:0x8000000005678)))
      (i64.const 8)))
  (i32.const 0x980))
