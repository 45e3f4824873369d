/** Where now is on the board: between the showings that run and those to come. Its pill reaches into the rows above and below. */
export function NowLine({ time }: { readonly time: string }) {
  return (
    <li data-now className="relative z-10 mx-2 h-[13px]">
      <div className="absolute inset-x-0 top-1/2 flex -translate-y-1/2 items-center ps-3.5">
        <time className="w-[74px] rounded-full bg-tungsten text-center font-title text-body leading-6 text-[#1f1105]">
          {time}
        </time>
        <span className="h-0.5 flex-1 bg-linear-to-r from-tungsten to-transparent rtl:bg-linear-to-l" />
      </div>
    </li>
  );
}
