;; Tries: recurse without end through two functions.
;; Ends: by the limit of the stack, in `start`.

(func $one (result i32) (i32.add (call $other) (i32.const 1)))
(func $other (result i32) (i32.add (call $one) (i32.const 1)))
(func $start (param i32) (result i32) (call $one))
