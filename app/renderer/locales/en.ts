import { board } from './en/board.ts';
import { common } from './en/common.ts';
import { frame } from './en/frame.ts';
import { orders } from './en/orders.ts';
import { sale } from './en/sale.ts';
import { shift } from './en/shift.ts';
import { shortcuts } from './en/shortcuts.ts';
import { signIn } from './en/sign-in.ts';
import { success } from './en/success.ts';

/** Every word that the renderer shows. The keys of this catalogue are the keys of all others. */
export const en = { common, signIn, shift, frame, board, sale, success, orders, shortcuts } as const;
