/** The form that adds a party, and what its page says afterwards. */
import type { PARTY_KINDS } from '../../service/party.ts';
import type { FormState } from '../form.ts';
import { PLACES } from '../words/places.tsx';
import { phrase, useWords } from '../words/speech.ts';
import { FieldView, FormFault, Panel } from './fields.tsx';
import { Names, partyHref } from './item.tsx';

/** `kinds` are those that a party can be of. */
export function AddParty({ kinds, form }: { readonly kinds: typeof PARTY_KINDS; readonly form: FormState }) {
  const words = useWords(PLACES);
  const { add, partyKinds } = words;
  const options = kinds.map((kind) => [kind, phrase(partyKinds, kind)] as const);
  return (
    <Panel title={add.title} id="add">
      <p class="quiet">{add.about}</p>
      <form method="post" action="/parties">
        <FormFault form={form} />
        <FieldView field={{ name: 'name', label: add.name, required: true }} form={form} />
        <FieldView field={{ name: 'kind', label: add.kind, kind: 'select', options }} form={form} />
        <p class="actions">
          <button type="submit" class="button">
            {add.button}
          </button>
        </p>
      </form>
    </Panel>
  );
}

/** `near` are the names of others that are spelt nearly like it: perhaps one of them was meant. */
export function PartyAdded({ name, near }: { readonly name: string; readonly near: readonly string[] }) {
  const { add } = useWords(PLACES);
  return (
    <div class="notice good" role="status">
      <p>{add.done(<bdi>{name}</bdi>)}</p>
      {near.length === 0 ? null : <p>{add.near(<Names names={near} href={partyHref} />)}</p>}
    </div>
  );
}
