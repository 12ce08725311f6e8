"""Tables of any shape, sensible or not: circles, dead ends, unreachable states, many rows between the same two."""

from hypothesis import strategies as st

from procflow.grammar import AUTO, NEW, TIMER, Procedure, State, Step

TITLES = ("甲", "核实中", "党建办初步意见", "待支部大会表决和上级批准的", "Waiting for the members' vote", "supercalifragilistic_words")


@st.composite
def odd_tables(draw, most=9):
    names = [f"s{number}" for number in range(draw(st.integers(1, most)))]
    states = [State(name, draw(st.sampled_from(TITLES)), settled=draw(st.booleans()), final=draw(st.booleans())) for name in names]
    some = st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True).map(tuple)
    steps = [Step("create", "新建", NEW, "s0", by="member")]
    for number in range(draw(st.integers(0, 2 * most))):
        to = draw(st.sampled_from(["", *names]))
        steps.append(Step(f"t{number}", draw(st.sampled_from(TITLES)), draw(some), to, by=draw(st.sampled_from(["member", AUTO, TIMER]))))
    return Procedure("odd", "表", "O", "t", tuple(states), tuple(steps))
