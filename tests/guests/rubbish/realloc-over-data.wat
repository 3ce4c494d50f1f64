;; Tries: say that there is room for its arguments where its own answers lie, and so
;; have the host write them.
;; Ends: trapped or refused when the host reads back what it wrote, after `start`.

(func $realloc (param i32 i32 i32 i32) (result i32)
  (i32.const 0x800))
(data $started (i32.const 0x980) (i32 1 0 0x800 4))
