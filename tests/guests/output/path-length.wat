;; Tries: return a path of five thousand characters.
;; Ends: refused as a path, after `next`.

(data $file (i32.const 0x800) (i32 0 1 0 0x10000 5000 0x1060 7 0))
(func $start (param i32) (result i32)
  (memory.fill (i32.const 0x10000) (i32.const 97) (i32.const 5000))
  (i32.const 0x980))
