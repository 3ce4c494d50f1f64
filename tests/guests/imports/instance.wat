;; Tries: be given an instance that is empty, and so harmless by itself.
;; Ends: refused by the name of the import, before it is compiled.

(component
  (import "instance" (instance))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
