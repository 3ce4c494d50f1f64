;; Tries: return a diagnostic of a million characters in UTF-16, each of which
;; takes three bytes in UTF-8.
;; Ends: by the limit of bytes in one message, after `next`.

(data $file (i32.const 0x800) (i32 0 1 1 0 0x100000 0x100000 0))
(func $start (param i32) (result i32)
  (memory.fill (i32.const 0x100000) (i32.const 0x20) (i32.const 0x200000))
  (i32.const 0x980))
(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 4 0 0 0x1040 2 0))
(data $name (i32.const 0x1000) "h\00o\00s\00t\00i\00l\00e\00")
(data $version (i32.const 0x1010) "0\00.\001\00.\000\00")
(data $exporter (i32.const 0x1020) "x\00")
(data $summary (i32.const 0x1030) "H\00a\00r\00m\00")
(data $schema (i32.const 0x1040) "{\00}\00")

;; Encoding: UTF-16
