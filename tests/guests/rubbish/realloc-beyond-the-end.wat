;; Tries: say that there is room for its arguments outside of its memory.
;; Ends: trapped when the host looks at it, before `start`.

(func $realloc (param i32 i32 i32 i32) (result i32)
  (i32.const 0x3fffff8))
