;; Tries: convert what is not a number to an integer.
;; Ends: trapped, in `start`.

(func $start (param i32) (result i32)
  (i32.trunc_f64_s (f64.const nan)))
