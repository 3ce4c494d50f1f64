;; Tries: offer three hundred exporters.
;; Ends: by the limit of exporters, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x1010 5 0x200000 300))
(func $describe (result i32)
  (local $at i32)
  (local.set $at (i32.const 0x200000))
  (loop $again
    (memory.copy (local.get $at) (i32.const 0x440) (i32.const 36))
    (local.set $at (i32.add (local.get $at) (i32.const 36)))
    (br_if $again (i32.lt_u (local.get $at) (i32.const 2107952))))
  (i32.const 0x400))
