;; Tries: call a function that is not there.
;; Ends: trapped, in `start`.

(table $none 1 funcref)
(func $start (param i32) (result i32)
  (call_indirect $none (result i32) (i32.const 0)))
