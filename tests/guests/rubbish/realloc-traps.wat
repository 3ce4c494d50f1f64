;; Tries: break when it is asked for room for its arguments.
;; Ends: trapped, before `start`.

(func $realloc (param i32 i32 i32 i32) (result i32)
  (unreachable))
