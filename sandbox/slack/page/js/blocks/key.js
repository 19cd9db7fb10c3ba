// One name for an element across renderings: focus and waiting clicks are kept by it.
export const keyOf = (context, block, element) => `${context.key}/${block.block_id}/${element.action_id}`;
