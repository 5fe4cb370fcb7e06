#if !__has_include(<libxml/parser.h>)
#error "claimpipe needs libxml2's headers: apt-get install libxml2-dev"
#else
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
#endif
