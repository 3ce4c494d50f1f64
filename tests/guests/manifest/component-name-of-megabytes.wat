;; Tries: fill log and terminal with a name of three megabytes.
;; Ends: refused by the rules of a manifest, with the first of its characters and its
;; length, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x100000 0x300000 0x1010 5 0x440 1))
(func $describe (result i32)
  (memory.fill (i32.const 0x100000) (i32.const 97) (i32.const 0x300000))
  (i32.const 0x400))
