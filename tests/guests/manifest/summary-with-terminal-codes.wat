;; Tries: recolour and reorder what the host says of it, by its summary.
;; Ends: nothing stops it, and nothing in it reaches the terminal: it is shown escaped.

(data $summary (i32.const 0x1030) "\1b[2J\e2\80\aexx\07")
