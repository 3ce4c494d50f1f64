;; Tries: recolour, overwrite and reorder what the host says, by a diagnostic.
;; Ends: nothing stops it, and nothing in it reaches the terminal: it is shown
;; escaped.

(data (i32.const 0x840) (i32 0 1 1 1 0x3000 37 1 0x3040 9))
(data (i32.const 0x3000) "\1b[2J\1b]0;owned\07\c2\9b31m\e2\80\aetxt.exe\0d\0aerror:")
(data (i32.const 0x3040) "web.1\1b[8m")
(func $next (result i32)
  (global.set $step (i32.add (global.get $step) (i32.const 1)))
  (if (i32.eq (global.get $step) (i32.const 1)) (then (return (i32.const 0x840))))
  (if (i32.eq (global.get $step) (i32.const 2)) (then (return (i32.const 0x800))))
  (i32.const 0x900))
