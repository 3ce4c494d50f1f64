;; Tries: exhaust the stack of whoever parses its schema, by half a million lists inside
;; each other.
;; Ends: by the limit of nesting, after `describe`.

(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0 0 0x100000 500000 0))
(func $describe (result i32)
  (memory.fill (i32.const 0x100000) (i32.const 91) (i32.const 500000))
  (i32.const 0x400))
