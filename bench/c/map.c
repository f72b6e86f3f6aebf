/*
 * map: a program that does nothing. Linked with the libraries that the module
 * needs, its start includes mapping them; linked without, it does not.
 *
 * SPDX-License-Identifier: MIT
 */
int main(void)
{
    return 0;
}
