;; The honest guest: it offers the exporter `x`, which exports the file `file`
;; with the text `content`. What another guest defines takes the place of what has
;; the same name here, and all else of it is added.
;;
;; Results lie where the canonical ABI wants them:
;;   0x400  the manifest: name, version, list of exporters
;;   0x440  one exporter: name, summary, templates, schema, profile
;;   0x800  a step: it worked, there is one, it is a file; path, content, two flags
;;   0x900  a step: it worked, there is none
;;   0x980  a start that worked

(memory $memory (export "memory") 64)
(global $top (mut i32) (i32.const 0x100000))
(global $step (mut i32) (i32.const 0))

(func $describe (result i32)
  (i32.const 0x400))

(func $start (param i32) (result i32)
  (i32.const 0x980))

(func $next (result i32)
  (global.set $step (i32.add (global.get $step) (i32.const 1)))
  (select (i32.const 0x800) (i32.const 0x900) (i32.eq (global.get $step) (i32.const 1))))

(func $realloc (param $old i32) (param $held i32) (param $align i32) (param $size i32)
  (result i32)
  (local $at i32)
  (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
  (global.set $top (i32.add (local.get $at) (local.get $size)))
  (local.get $at))

(export "portcullis:exporter/exporting@0.1.0#describe" (func $describe))
(export "portcullis:exporter/exporting@0.1.0#start" (func $start))
(export "portcullis:exporter/exporting@0.1.0#next" (func $next))
(export "cabi_realloc" (func $realloc))

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x1010 5 0x440 1))
(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0 0 0x1040 2 0))
(data $file (i32.const 0x800) (i32 0 1 0 0x1050 4 0x1060 7 0))
(data $nothing (i32.const 0x900) (i32 0 0))
(data $started (i32.const 0x980) (i32 0))
(data $name (i32.const 0x1000) "hostile")
(data $version (i32.const 0x1010) "0.1.0")
(data $exporter (i32.const 0x1020) "x")
(data $summary (i32.const 0x1030) "Means harm")
(data $schema (i32.const 0x1040) "{}")
(data $path (i32.const 0x1050) "file")
(data $content (i32.const 0x1060) "content")
