/* What is wrong in content/data/noms.csv, at its line: a name that is renamed to itself in the end (N101), that has two new names (N102), a
 * day that is none (N103). And where an old name still stands after its time: in the sheets of the first language whose period begins
 * after the renaming, and in the names of facilities (N104). */
#ifndef CHECK_NAMES_H
#define CHECK_NAMES_H
#include "model/names.h"
#include "model/site.h"

void names_check(const site *s, diag *d);          /* does nothing without s->names */
#endif
