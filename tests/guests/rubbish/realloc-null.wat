;; Tries: say that there is room for its arguments at address 0, again and again.
;; Ends: nothing stops it: what lies there is its own business.

(func $realloc (param i32 i32 i32 i32) (result i32)
  (i32.const 0))
