;; Tries: import a type and nothing else.
;; Ends: refused by the name of the import, before it is compiled.

(component
  (import "type" (type (sub resource)))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
