;; Tries: fill memory with paths that are each short enough: ten thousand of three
;; thousand and three hundred characters.
;; Ends: by the limit of bytes in all paths, in `next`.

(data $file (i32.const 0x800) (i32 0 1 0 0x10000 3308 0x1060 0 0))
;; Fifteen directories of two hundred and twenty characters, and a number.
(func $start (param i32) (result i32)
  (local $at i32)
  (memory.fill (i32.const 0x10000) (i32.const 97) (i32.const 3300))
  (loop $again
    (local.set $at (i32.add (local.get $at) (i32.const 220)))
    (i32.store8 offset=0xffff (local.get $at) (i32.const 47))
    (br_if $again (i32.lt_u (local.get $at) (i32.const 3300))))
  (i32.const 0x980))
(func $next (result i32)
  (call $count)
  (memory.copy (i32.const 0x10ce4) (i32.const 0x1050) (i32.const 8))
  (i32.const 0x800))
(data $path (i32.const 0x1050) "00000000")
;; Counts in the path, in decimal digits.
(func $count
  (local $at i32)
  (local.set $at (i32.const 0x1057))
  (loop $carry
    (i32.store8 (local.get $at) (i32.add (i32.load8_u (local.get $at)) (i32.const 1)))
    (if (i32.gt_u (i32.load8_u (local.get $at)) (i32.const 57))
      (then
        (i32.store8 (local.get $at) (i32.const 48))
        (local.set $at (i32.sub (local.get $at) (i32.const 1)))
        (br $carry)))))
