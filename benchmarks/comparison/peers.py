"""The Python originals, each called as its users call it. Vectors are numpy rows, not normalised."""

import pathlib

import numpy as np
import torch
from PIL import Image

BATCH = 32


def in_batches(items, embed):
    return np.concatenate([embed(items[at : at + BATCH]) for at in range(0, len(items), BATCH)])


class SentenceTransformers:
    """encode() with pictures that PIL opens."""

    def __init__(self, directory):
        from sentence_transformers import SentenceTransformer

        self.model = SentenceTransformer(str(directory), device="cpu")

    def encode(self, items):
        return self.model.encode(items, batch_size=BATCH, show_progress_bar=False)

    def pictures(self, files):
        return self.encode([Image.open(file) for file in files])

    def texts(self, texts):
        return self.encode(texts)


class SentenceTransformersPaths(SentenceTransformers):
    """encode() with names of files: torchvision decodes them."""

    def pictures(self, files):
        return self.encode([str(file) for file in files])


class Transformers:
    """CLIPProcessor and CLIPModel."""

    def __init__(self, directory):
        from transformers import CLIPModel, CLIPProcessor

        directory = pathlib.Path(directory) / "0_CLIPModel"
        self.processor = CLIPProcessor.from_pretrained(directory)
        self.model = CLIPModel.from_pretrained(directory).eval()

    def pictures(self, files):
        return in_batches(files, lambda some: self.images([Image.open(file) for file in some]))

    def images(self, images):
        return self.network(self.processor(images=images, return_tensors="pt")["pixel_values"])

    @torch.inference_mode()
    def network(self, pixels):
        return vectors(self.model.get_image_features(pixel_values=pixels))

    @torch.inference_mode()
    def texts(self, texts):
        return vectors(self.model.get_text_features(**self.tokens(texts)))

    def tokens(self, texts):
        return self.processor(text=texts, return_tensors="pt", padding=True, truncation=True)


def vectors(features):
    """transformers 5 answers with a whole output, earlier ones with the vectors."""
    return getattr(features, "pooler_output", features).numpy()


class OpenClip:
    """create_model_and_transforms() and get_tokenizer()."""

    def __init__(self, directory):
        import open_clip

        name = f"local-dir:{directory}"
        self.model, _, self.preprocess = open_clip.create_model_and_transforms(name)
        self.model.eval()
        self.tokenizer = open_clip.get_tokenizer(name)

    def pictures(self, files):
        return in_batches(files, self.images)

    def images(self, files):
        return self.network(torch.stack([self.preprocess(Image.open(file)) for file in files]))

    @torch.inference_mode()
    def network(self, pixels):
        return self.model.encode_image(pixels).numpy()

    @torch.inference_mode()
    def texts(self, texts):
        return self.model.encode_text(self.tokenizer(texts)).numpy()


class OnnxRuntime(Transformers):
    """transformers' preprocessing, and its two towers exported to files for ONNX Runtime."""

    def __init__(self, directory):
        import onnxruntime
        from transformers import CLIPProcessor

        from comparison import exported

        self.processor = CLIPProcessor.from_pretrained(pathlib.Path(directory) / "0_CLIPModel")
        files = exported.towers(pathlib.Path(directory))
        self.image, self.text = (
            onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"]) for file in files
        )

    def network(self, pixels):
        return self.image.run(None, {"pixel_values": np.asarray(pixels)})[0]

    def texts(self, texts):
        tokens = self.tokens(texts)
        return self.text.run(None, {name: tokens[name].numpy() for name in exported_names()})[0]


def exported_names():
    return "input_ids", "attention_mask"


PEERS = {
    "sentence-transformers": SentenceTransformers,
    "sentence-transformers-paths": SentenceTransformersPaths,
    "transformers": Transformers,
    "open-clip": OpenClip,
    "onnxruntime": OnnxRuntime,
}
