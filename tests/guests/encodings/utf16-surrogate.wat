;; Tries: give half of a pair as a path in UTF-16.
;; Ends: trapped when the host takes it, after `next`.

(data $path (i32.const 0x1050) "f\00i\00l\00\00\d8")
(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 4 0 0 0x1040 2 0))
(data $name (i32.const 0x1000) "h\00o\00s\00t\00i\00l\00e\00")
(data $version (i32.const 0x1010) "0\00.\001\00.\000\00")
(data $exporter (i32.const 0x1020) "x\00")
(data $summary (i32.const 0x1030) "H\00a\00r\00m\00")
(data $schema (i32.const 0x1040) "{\00}\00")

;; Encoding: UTF-16
