"""One CLIP network of random weights, as sentence-transformers and as OpenCLIP save it."""

import gzip
import json
import pathlib

import numpy as np
from safetensors.numpy import save_file

ROOT = pathlib.Path(__file__).resolve().parents[2]
MERGES = ROOT / "core/src/main/resources/dev/imagespace/tokenize/clip-merges.txt.gz"
START, END = "<|startoftext|>", "<|endoftext|>"
MEAN = [0.48145466, 0.4578275, 0.40821073]
STD = [0.26862954, 0.26130258, 0.27577711]
CONTEXT, VOCABULARY, SIDE, PATCH = 77, 49408, 224, 32

# Width, layers, heads of the vision tower, then of the text tower, and the dimension.
SIZES = {
    "vit-b-32": {"vision": (768, 12, 12), "text": (512, 12, 8), "dimension": 512},
    "tiny": {"vision": (64, 3, 2), "text": (64, 3, 2), "dimension": 32},
}


def make(size, directory):
    """Both directories below the given one: sentence-transformers/ and open-clip/."""
    done = directory / "done"
    if not done.exists():
        weights = Weights(SIZES[size]).tensors
        hugging_face = directory / "sentence-transformers" / "0_CLIPModel"
        open_clip = directory / "open-clip"
        for folder in (hugging_face, open_clip):
            folder.mkdir(parents=True, exist_ok=True)
        save_file(weights, open_clip / "open_clip_model.safetensors", {"format": "pt"})
        write_json(open_clip / "open_clip_config.json", open_clip_config(SIZES[size]))
        save_file(hugging_face_names(weights), hugging_face / "model.safetensors", {"format": "pt"})
        write_hugging_face(hugging_face, SIZES[size])
        done.touch()
    return {name: directory / name for name in ("sentence-transformers", "open-clip")}


def weight_bytes(directory):
    return sum(file.stat().st_size for file in directory.rglob("*.safetensors"))


class Weights:
    """Scaled as CLIP initialises them (OpenAI's model.py), with norms and biases that are not trivial."""

    def __init__(self, size):
        self.random = np.random.default_rng(7)
        self.tensors = {"logit_scale": np.array(2.6592, np.float32)}
        width, layers, _ = size["vision"]
        scale = width**-0.5
        self.normal("visual.conv1.weight", 0.02, width, 3, PATCH, PATCH)
        self.normal("visual.class_embedding", scale, width)
        self.normal("visual.positional_embedding", scale, (SIDE // PATCH) ** 2 + 1, width)
        self.norm("visual.ln_pre", width)
        self.blocks("visual.transformer", width, layers)
        self.norm("visual.ln_post", width)
        self.normal("visual.proj", scale, width, size["dimension"])
        width, layers, _ = size["text"]
        self.normal("token_embedding.weight", 0.02, VOCABULARY, width)
        self.normal("positional_embedding", 0.01, CONTEXT, width)
        self.blocks("transformer", width, layers)
        self.norm("ln_final", width)
        self.normal("text_projection", width**-0.5, width, size["dimension"])

    def normal(self, name, deviation, *shape):
        values = self.random.standard_normal(shape, dtype=np.float32)
        self.tensors[name] = values * np.float32(deviation)

    def norm(self, name, width):
        self.normal(name + ".weight", 0.02, width)
        self.tensors[name + ".weight"] += 1
        self.normal(name + ".bias", 0.02, width)

    def linear(self, name, deviation, rows, columns):
        weight, bias = ("_weight", "_bias") if name.endswith("in_proj") else (".weight", ".bias")
        self.normal(name + weight, deviation, rows, columns)
        self.normal(name + bias, 0.01, rows)

    def blocks(self, name, width, layers):
        for number in range(layers):
            block = f"{name}.resblocks.{number}"
            residual = width**-0.5 * (2 * layers) ** -0.5
            self.norm(block + ".ln_1", width)
            self.linear(block + ".attn.in_proj", width**-0.5, 3 * width, width)
            self.linear(block + ".attn.out_proj", residual, width, width)
            self.norm(block + ".ln_2", width)
            self.linear(block + ".mlp.c_fc", (2 * width) ** -0.5, 4 * width, width)
            self.linear(block + ".mlp.c_proj", residual, width, 4 * width)


def hugging_face_names(weights):
    """The same numbers under transformers' names: q, k and v apart, projections transposed."""
    named = {}
    for name, values in weights.items():
        vision = name.startswith("visual.")
        name = name.removeprefix("visual.")
        tower = "vision_model." if vision else "text_model."
        if name == "logit_scale":
            named[name] = values
        elif name in ("proj", "text_projection"):
            projection = "visual_projection" if vision else "text_projection"
            named[projection + ".weight"] = np.ascontiguousarray(values.T)
        elif ".attn.in_proj_" in name:
            block, kind = name.removeprefix("transformer.resblocks.").split(".attn.in_proj_")
            for letter, part in zip("qkv", np.split(values, 3)):
                named[f"{tower}encoder.layers.{block}.self_attn.{letter}_proj.{kind}"] = part.copy()
        else:
            named[tower + renamed(name)] = values
    return named


def renamed(name):
    for old, new in (
        ("transformer.resblocks.", "encoder.layers."),
        (".attn.out_proj.", ".self_attn.out_proj."),
        (".ln_1.", ".layer_norm1."),
        (".ln_2.", ".layer_norm2."),
        (".mlp.c_fc.", ".mlp.fc1."),
        (".mlp.c_proj.", ".mlp.fc2."),
        ("ln_pre.", "pre_layrnorm."),
        ("ln_post.", "post_layernorm."),
        ("ln_final.", "final_layer_norm."),
        ("conv1.weight", "embeddings.patch_embedding.weight"),
        ("class_embedding", "embeddings.class_embedding"),
        ("token_embedding.weight", "embeddings.token_embedding.weight"),
    ):
        name = name.replace(old, new)
    positional = "embeddings.position_embedding.weight"
    return positional if name == "positional_embedding" else name


def open_clip_config(size):
    width, layers, heads = size["vision"]
    text_width, text_layers, text_heads = size["text"]
    return {
        "model_cfg": {
            "embed_dim": size["dimension"],
            "quick_gelu": True,
            "vision_cfg": {
                "image_size": SIDE,
                "layers": layers,
                "width": width,
                "head_width": width // heads,
                "patch_size": PATCH,
            },
            "text_cfg": {
                "context_length": CONTEXT,
                "vocab_size": VOCABULARY,
                "width": text_width,
                "heads": text_heads,
                "layers": text_layers,
            },
        },
        "preprocess_cfg": {
            "mean": MEAN,
            "std": STD,
            "interpolation": "bicubic",
            "resize_mode": "shortest",
        },
    }


def write_hugging_face(folder, size):
    """The layout of the repositories on the hub, the end of a text found as their configurations say."""
    width, layers, heads = size["vision"]
    vision = tower(width, layers, heads) | {"image_size": SIDE, "patch_size": PATCH}
    width, layers, heads = size["text"]
    text = tower(width, layers, heads) | {
        "max_position_embeddings": CONTEXT,
        "vocab_size": VOCABULARY,
        "bos_token_id": 0,
        "eos_token_id": 2,
    }
    write_json(
        folder / "config.json",
        {
            "architectures": ["CLIPModel"],
            "model_type": "clip",
            "dtype": "float32",
            "projection_dim": size["dimension"],
            "vision_config": vision | {"model_type": "clip_vision_model"},
            "text_config": text | {"model_type": "clip_text_model"},
        },
    )
    write_json(
        folder / "preprocessor_config.json",
        {
            "image_processor_type": "CLIPImageProcessor",
            "do_convert_rgb": True,
            "do_resize": True,
            "size": {"shortest_edge": SIDE},
            "resample": 3,
            "do_center_crop": True,
            "crop_size": {"height": SIDE, "width": SIDE},
            "do_rescale": True,
            "do_normalize": True,
            "image_mean": MEAN,
            "image_std": STD,
        },
    )
    write_vocabulary(folder)
    module = {"idx": 0, "name": "0", "path": "0_CLIPModel", "type": "sentence_transformers.models.CLIPModel"}
    write_json(folder.parent / "modules.json", [module])


def tower(width, layers, heads):
    return {
        "hidden_size": width,
        "intermediate_size": 4 * width,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "hidden_act": "quick_gelu",
        "layer_norm_eps": 1e-05,
    }


def write_vocabulary(folder):
    """Bytes, bytes that end a word, one token for each merge, and two specials: CLIP's 49,408."""
    with gzip.open(MERGES, "rt", encoding="utf-8") as lines:
        merges = lines.read().splitlines()
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    symbols = [chr(code) for code in printable] + [chr(256 + i) for i in range(256 - len(printable))]
    tokens = symbols + [symbol + "</w>" for symbol in symbols]
    tokens += [merge.replace(" ", "") for merge in merges] + [START, END]
    write_json(folder / "vocab.json", {token: number for number, token in enumerate(tokens)})
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges]) + "\n", encoding="utf-8")
    special = {"lstrip": False, "normalized": True, "rstrip": False, "single_word": False}
    specials = {
        "bos_token": {"content": START} | special,
        "eos_token": {"content": END} | special,
        "unk_token": {"content": END} | special,
        "pad_token": END,
    }
    write_json(folder / "special_tokens_map.json", specials)
    write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "CLIPTokenizer",
            "do_lower_case": True,
            "model_max_length": CONTEXT,
            "bos_token": START,
            "eos_token": END,
            "unk_token": END,
            "pad_token": END,
        },
    )


def write_json(file, value):
    file.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
