;; Tries: loop without end when it is asked for room for its arguments.
;; Ends: fuel runs out, in `realloc`.

(func $realloc (param i32 i32 i32 i32) (result i32)
  (loop $again (br $again)) (unreachable))
