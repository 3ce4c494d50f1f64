;; Tries: import what it exports, to find another exporter behind it.
;; Ends: refused by the name of the import, before it is compiled.

(component
  (import "portcullis:exporter/exporting@0.1.0" (instance))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
