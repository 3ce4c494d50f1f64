;; Tries: move all memory under the host, by growing it each time that the host asks for
;; room.
;; Ends: nothing stops it within the budget: the host looks up where the memory is each
;; time.

(func $realloc (param i32 i32 i32 i32) (result i32)
  (i32.mul (memory.grow (i32.const 1)) (i32.const 65536)))
