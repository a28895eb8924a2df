/* What the sheet of a meeting says, done again: its hours (R102, R103), its votes (R104, R105), and the participants, whose stated totals
 * are counted (D434; R106 for a cell that is no number). What is written stays. */
#ifndef CHECK_MEETINGS_H
#define CHECK_MEETINGS_H
#include "model/site.h"

/* Nothing for a page that is no meeting. */
void meetings_check(const page *p, diag *d);
#endif
