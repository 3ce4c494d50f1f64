;; Tries: give text that is not UTF-8, as its summary.
;; Ends: trapped when the host takes it, after `describe`.

(data $summary (i32.const 0x1030) "Means \c0\80rm")
