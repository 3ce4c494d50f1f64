;; Tries: give text that is not UTF-8, as its name.
;; Ends: trapped when the host takes it, after `describe`.

(data $name (i32.const 0x1000) "host\ff\fel")
