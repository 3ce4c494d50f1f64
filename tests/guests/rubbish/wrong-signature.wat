;; Tries: call a function as if it had another type.
;; Ends: trapped, in `start`.

(table $some 1 funcref)
(elem (table $some) (i32.const 0) func $realloc)
(func $start (param i32) (result i32)
  (call_indirect $some (result i32) (i32.const 0)))
